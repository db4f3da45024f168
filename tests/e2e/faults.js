// What is wrong with what Caveat shows now: cut off, out of the window, or words that do not stand out from their ground.
// The overlay is looked at, and with `own` the page below it too.
(own) => {
  const READABLE = 4.5; // the contrast that WCAG asks of small text
  const root = document.querySelector("caveat-overlay")?.shadowRoot;
  const all = [...(root?.querySelectorAll(".surface, .surface *:not(svg, svg *)") ?? [])];
  if (own) all.push(...document.querySelectorAll("body, body *:not(svg, svg *, caveat-overlay)"));
  const seen = all.filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.clientWidth + one.offsetWidth > 2);
  const name = (one) => `${one.localName}.${one.className} ${JSON.stringify(one.textContent.trim().slice(0, 40))}`;

  const scrolls = (one, way) => /auto|scroll/.test(getComputedStyle(one)[way]) || /INPUT|TEXTAREA|SELECT|PRE/.test(one.nodeName);
  const wide = (one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1 && !scrolls(one, "overflowX");
  const high = (one) => getComputedStyle(one).overflowY === "hidden" && one.scrollHeight > one.clientHeight + 1;
  const out = (one) => {
    const { left, right } = one.getBoundingClientRect();
    return left < -0.5 || right > innerWidth + 0.5;
  };

  const rgba = (text) => {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const above = (top, below) => {
    const mix = (name) => top[name] * top.a + below[name] * (1 - top.a);
    return { r: mix("r"), g: mix("g"), b: mix("b"), a: 1 };
  };
  const up = (one) => one.parentElement ?? one.getRootNode().host ?? null;
  const ground = (one) => {
    if (!one) return rgba(matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(18 18 18)" : "rgb(255 255 255)");
    const { a, ...color } = rgba(getComputedStyle(one).backgroundColor);
    const surface = one.matches(".surface") || one.nodeName === "DIALOG";
    return a === 1 || surface ? { ...color, a: 1 } : above({ ...color, a }, ground(up(one)));
  };
  const light = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (one) => {
    const below = ground(one);
    const [x, y] = [light(above(rgba(getComputedStyle(one).color), below)), light(below)];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  };
  const words = (one) => one.value?.length > 0 || [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const faint = (one) => words(one) && !one.matches(":disabled, option, [aria-disabled]") && contrast(one) < READABLE;
  const signs = [...(root?.querySelectorAll(".surface svg.sign") ?? []), ...(own ? document.querySelectorAll("body svg.sign") : [])]
    .filter((one) => one.checkVisibility());
  const lost = (one) => {
    const below = ground(up(one));
    const [x, y] = [light(above(rgba(getComputedStyle(one).color), below)), light(below)];
    return one.getBoundingClientRect().width < 8 || (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05) < 3;
  };
  const said = (what, found) => found.map((one) => `${what}: ${name(one)}`);
  return [
    ...said("too wide", seen.filter(wide)),
    ...said("cut off below", seen.filter(high)),
    ...said("out of the window", seen.filter(out)),
    ...seen.filter(faint).map((one) => `faint (${contrast(one).toFixed(1)}): ${name(one)}`),
    ...signs.filter(lost).map((one) => `sign lost: ${one.getAttribute("class")} in ${name(up(one))}`),
  ];
}

// Words of the overlay that stand out too little from what is behind them: axe leaves that open for all that lies above
// the page. Gives [words, ratio] for each below 4.5.
() => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const over = (colour, below) => {
    pen.fillStyle = `rgb(${below.join(" ")})`;
    pen.fillRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const behind = (element) => {
    if (!element) return [255, 255, 255];
    return over(getComputedStyle(element).backgroundColor, behind(element.parentElement));
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (element) => {
    const back = behind(element);
    const [one, other] = [light(over(getComputedStyle(element).color, back)), light(back)];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  };
  const root = document.querySelector("caveat-overlay")?.shadowRoot;
  const all = [...(root?.querySelectorAll(".surface *, dialog *") ?? [])].filter((one) => one.checkVisibility());
  const written = all.filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  return written.map((one) => [one.textContent.trim().slice(0, 60), ratio(one)]).filter(([, found]) => found < 4.5);
}

// A listing form whose whole document React renders, as frameworks on React do.
import { createElement as h, useEffect, useState } from "react";

/** `title` differs from what the server rendered where a test wants a page that does not fit itself. */
export function Page({ title = "Kills 99.9% of bacteria" }) {
  const [state, setState] = useState({ title, text: "It cures arthritis pain, they say." });
  useEffect(() => void (window.state = state), [state]);
  const change = ({ target }) => setState({ ...state, [target.name]: target.value });
  return h("html", { lang: "en" },
    h("head", null, h("meta", { charSet: "utf-8" }), h("link", { rel: "icon", href: "data:," }), h("title", null, "Listing")),
    h("body", null,
      h("h1", null, title),
      h("label", null, "Title ", h("input", { name: "title", size: 60, value: state.title, onChange: change })),
      h("label", null, "Description ", h("textarea", { name: "text", cols: 60, value: state.text, onChange: change })),
      h("script", { src: "/hydrated/react.js" })));
}

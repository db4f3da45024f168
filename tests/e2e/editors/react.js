// React keeps the text: what it does not hear of is gone with the next rendering.
import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { START } from "./text.js";

export function mount(host) {
  let state = START;
  function Controlled() {
    const [text, setText] = useState(START);
    state = text;
    return createElement("textarea", { value: text, onChange: (event) => setText(event.target.value) });
  }
  flushSync(() => createRoot(host).render(createElement(Controlled)));
  return { root: host.querySelector("textarea"), state: () => state };
}

// The same form by Vue, in an element of the page.
import { createSSRApp, h, onMounted, reactive, watchEffect } from "vue";

export function app({ title = "Kills 99.9% of bacteria" } = {}) {
  const state = reactive({ title, text: "It cures arthritis pain, they say." });
  const change = ({ target }) => (state[target.name] = target.value);
  return createSSRApp({
    setup: () => onMounted(() => watchEffect(() => (window.state = { ...state }))),
    render: () => h("main", [
      h("h1", title),
      h("label", ["Title ", h("input", { name: "title", size: 60, value: state.title, onInput: change })]),
      h("label", ["Description ", h("textarea", { name: "text", cols: 60, value: state.text, onInput: change })]),
    ]),
  });
}

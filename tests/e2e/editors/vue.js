// Vue keeps the text, bound both ways as v-model does.
import { createApp, h, ref } from "vue";
import { START } from "./text.js";

export function mount(host) {
  const text = ref(START);
  createApp({ render: () => h("textarea", { value: text.value, onInput: (event) => (text.value = event.target.value) }) }).mount(host);
  return { root: host.querySelector("textarea"), state: () => text.value };
}

// The form is controlled: a state object follows input events and is what Publish sends.
"use strict";

const form = document.querySelector("#listing");
const state = Object.fromEntries(new FormData(form));
state.tags = [...document.querySelectorAll("#field-tags li")].map((item) => item.textContent);

form.addEventListener("input", ({ target }) => {
  if (target.name) state[target.name] = target.value;
});
// Publish sends the state and waits for the answer.
window.saves = [];
form.querySelector(":scope > button").addEventListener("click", async () => {
  const sent = submitted();
  await fetch("/assets/page.css", { cache: "no-store" });
  saves.push(sent);
});
window.submitted = () => structuredClone(state);
window.ready = () => true;

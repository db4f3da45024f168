"use strict";

const form = document.querySelector("#listing");
window.submitted = () => Object.fromEntries(new FormData(form));
window.ready = () => true;

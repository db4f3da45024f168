// TinyMCE over every box that asks for it, as shops on one's own server set it up.
"use strict";

const wanted = document.querySelectorAll("textarea.rich").length;
tinymce.init({
  selector: "textarea.rich",
  license_key: "gpl", menubar: false, toolbar: false, statusbar: false, height: 150,
});

window.ready = () => tinymce.get().filter((editor) => editor.initialized).length === wanted;

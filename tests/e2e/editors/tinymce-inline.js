// The same editor without a frame of its own.
import { mount as framed } from "./tinymce.js";

export const mount = (host) => framed(host, true);

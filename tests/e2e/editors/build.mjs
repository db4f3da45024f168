/** Bundles each editor of this folder into a script for a page: `node build.mjs FOLDER`. */
import { readdir } from "node:fs/promises";
import { argv } from "node:process";
import { build } from "../../../extension/node_modules/esbuild/lib/main.js";

const names = (await readdir(".")).filter((name) => name.endsWith(".js") && name !== "text.js");
await build({
  entryPoints: names, outdir: argv[2], bundle: true, format: "iife", globalName: "editor", logLevel: "error",
  define: { "process.env.NODE_ENV": '"production"', global: "window" }, loader: { ".css": "empty" },
});

/** Renders each page of this folder as a server does, and bundles what brings it to life: `node build.mjs FOLDER`. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { build } from "../../../../extension/node_modules/esbuild/lib/main.js";

const [, , out] = argv;
const flags = { __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "true" };
/** Development builds: only these say what does not fit. */
const define = { "process.env.NODE_ENV": '"development"', ...flags };
await mkdir(out, { recursive: true });
for (const name of ["react", "vue"]) {
  const options = { bundle: true, define, logLevel: "error" };
  const server = join(out, `${name}-server.cjs`);
  await build({ ...options, entryPoints: [`${name}-server.js`], platform: "node", outfile: server });
  await build({ ...options, entryPoints: [`${name}-client.js`], format: "iife", outfile: join(out, `${name}.js`) });
  const { default: { render } } = await import(pathToFileURL(server).href);
  await writeFile(join(out, `${name}.html`), await render());
}

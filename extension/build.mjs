/** Builds both unpacked extensions and the demo's script into server/caveat/built; `--tests` bundles the tests instead,
 * `--page FOLDER` the parts that a test puts into a page of its own. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { argv, chdir } from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { manifest } from "./manifest.mjs";

const OUT = "../server/caveat/built";
const TESTS = "test/.bundles";
/** esbuild drops all comments but those of class members; so that none of them is shipped, these go as well. */
const BARE = {
  name: "bare",
  setup({ onLoad }) {
    onLoad({ filter: /src\/.*\.ts$/ }, async ({ path }) => ({ contents: (await readFile(path, "utf8")).replace(/^ *\/\*\*.*?\*\/\n/gms, ""), loader: "ts" }));
  },
};
/** No source maps and no hashes in names, so that the same sources give the same bytes. */
const OPTIONS = { bundle: true, format: "iife", charset: "utf8", target: ["chrome120", "firefox140"], legalComments: "none", logLevel: "warning", plugins: [BARE] };

async function bundle(names, outdir) {
  await build({ ...OPTIONS, entryPoints: names.map((name) => `src/entrypoints/${name}.ts`), outdir });
}

async function buildExtension(browser) {
  const folder = join(OUT, browser);
  await bundle(["background", "content", "form", "card", "list", "proof", "guard", "teach", "popup", "sidepanel", "options"], folder);
  for (const name of ["_locales", "icons"]) await cp(name, join(folder, name), { recursive: true });
  const pages = ["popup", "sidepanel", "options"].flatMap((name) => [`${name}.html`, `${name}.css`]);
  for (const name of pages) await cp(`src/entrypoints/${name}`, join(folder, name));
  await writeFile(join(folder, "manifest.json"), `${JSON.stringify(await manifest(browser), null, 2)}\n`);
}

async function buildAll() {
  for (const part of ["chromium", "firefox", "demo"]) await rm(join(OUT, part), { recursive: true, force: true });
  await Promise.all(["chromium", "firefox"].map(buildExtension));
  await bundle(["demo"], join(OUT, "demo"));
  await cp("_locales", join(OUT, "demo/_locales"), { recursive: true });
  await build({ ...OPTIONS, format: "esm", entryPoints: ["src/entrypoints/settings.ts"], outdir: join(OUT, "demo") });
}

/** Node runs no TypeScript of its own before 22, so tests are bundled as well, into one folder that any shell can list. */
async function buildTests() {
  await rm(TESTS, { recursive: true, force: true });
  await mkdir(TESTS, { recursive: true });
  const lists = await Promise.all(["src", "test"].map(async (folder) => (await readdir(folder, { recursive: true })).map((name) => join(folder, name))));
  const tests = lists.flat().filter((name) => name.endsWith(".test.ts"));
  const entryPoints = Object.fromEntries(tests.map((name) => [name.replace(/\.ts$/, "").replace(/[\\/]/g, "-"), name]));
  await build({ ...OPTIONS, minify: false, sourcemap: "inline", platform: "node", format: "esm", target: "node20", entryPoints, outdir: TESTS, outExtension: { ".js": ".mjs" } });
}

async function buildPage(outdir) {
  const names = await readdir("test/page");
  await build({ ...OPTIONS, entryPoints: names.map((name) => `test/page/${name}`), outdir });
}

const [what, folder] = argv.slice(2);
const out = folder && resolve(folder);
chdir(dirname(fileURLToPath(import.meta.url)));
await (what === "--tests" ? buildTests() : what === "--page" ? buildPage(out) : buildAll());

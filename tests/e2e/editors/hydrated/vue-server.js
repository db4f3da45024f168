import { renderToString } from "vue/server-renderer";
import { app } from "./vue.js";

const HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Listing</title></head>';

export const render = async () =>
  `${HEAD}<body><div id="app">${await renderToString(app())}</div><script src="/hydrated/vue.js"></script></body></html>`;

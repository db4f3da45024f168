import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { Page } from "./react.js";

export const render = () => `<!doctype html>${renderToString(createElement(Page)).replace(/^<!doctype html>/i, "")}`;

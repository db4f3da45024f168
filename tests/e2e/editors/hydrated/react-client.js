import { createElement } from "react";
import { hydrateRoot } from "react-dom/client";
import { Page } from "./react.js";

window.hydrate = (properties) => void hydrateRoot(document, createElement(Page, properties));

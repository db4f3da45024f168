import { app } from "./vue.js";

window.hydrate = (properties) => void app(properties).mount("#app");

/** The manifest, for both browsers from one source. */
import { readFile } from "node:fs/promises";

/** Pages of Caveat's own server bring their own overlay, so its hosts are not among the sites. */
const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];
const PERMISSIONS = ["storage", "scripting", "activeTab"];
const PANEL = "sidepanel.html";
const OWN = {
  chromium: {
    background: { service_worker: "background.js" },
    side_panel: { default_path: PANEL },
    permissions: [...PERMISSIONS, "sidePanel"],
    minimum_chrome_version: "120",
  },
  firefox: {
    background: { scripts: ["background.js"] },
    sidebar_action: { default_title: "Caveat", default_panel: PANEL, default_icon: icons(), open_at_install: false },
    permissions: PERMISSIONS,
    browser_specific_settings: {
      gecko: { id: "caveat@caveat.invalid", strict_min_version: "140.0", data_collection_permissions: { required: ["none"] } },
    },
  },
};

export async function manifest(browser) {
  const { version } = JSON.parse(await readFile("package.json", "utf8"));
  return {
    manifest_version: 3,
    name: "__MSG_ext_name__",
    description: "__MSG_ext_description__",
    version,
    default_locale: "en",
    icons: icons(),
    action: { default_title: "Caveat", default_popup: "popup.html", default_icon: icons() },
    options_ui: { page: "options.html", open_in_tab: true },
    host_permissions: ["http://127.0.0.1/*", "http://localhost/*"],
    // Asked for one site at a time; the last two stand for shops on addresses of their own.
    optional_host_permissions: [...(await sites()), "https://*/*", "http://*/*"],
    ...OWN[browser],
  };
}

function icons() {
  return Object.fromEntries([16, 32, 48, 128].map((size) => [size, `icons/${size}.png`]));
}

async function sites() {
  const shops = JSON.parse(await readFile("src/adapters/marketplaces.json", "utf8"));
  const hosts = new Set(shops.flatMap((shop) => shop.hosts).filter((host) => !LOOPBACK.includes(host)));
  return [...hosts].sort().map((host) => `https://${host}/*`);
}

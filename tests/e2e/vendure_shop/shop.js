// A Vendure shop as small as it goes: its API, its dashboard, SQLite in WebAssembly and in memory, two boards in stock.
import {
  bootstrap, DefaultLogger, LanguageCode, LogLevel, ProductService, RequestContextService, TransactionalConnection, User,
} from "@vendure/core";
import { AdminUiPlugin } from "@vendure/admin-ui-plugin";

const port = Number(process.argv[2]);
const SELLER = { identifier: "seller", password: "seller" };
const BOARDS = [
  {
    slug: "bamboo",
    name: "Lumo Bamboo Cutting Board 🎍",
    description: "<p>A board for <strong>everyday</strong> cooking 🎍.</p>",
  },
  {
    slug: "walnut",
    name: "Lumo Walnut Cutting Board",
    description: "<p>A board for bread. Kills 99.9% of bacteria.</p>",
  },
];

const app = await bootstrap({
  apiOptions: { hostname: "127.0.0.1", port, adminApiPath: "admin-api", shopApiPath: "shop-api" },
  authOptions: { superadminCredentials: SELLER, cookieOptions: { secret: "only for the tests" } },
  dbConnectionOptions: { type: "sqljs", synchronize: true },
  paymentOptions: { paymentMethodHandlers: [] },
  logger: new DefaultLogger({ level: LogLevel.Warn, timestamp: false }),
  plugins: [AdminUiPlugin.init({ route: "admin", port })],
});
const users = app.get(TransactionalConnection).rawConnection.getRepository(User);
const user = await users.findOneByOrFail({ identifier: SELLER.identifier });
const asSeller = await app.get(RequestContextService).create({ apiType: "admin", user });
for (const board of BOARDS) {
  const translations = [{ languageCode: LanguageCode.en, ...board }];
  await app.get(ProductService).create(asSeller, { enabled: true, translations });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { plain } from "../src/adapters/labels";
import { nameIn } from "../src/adapters/facts";
import { KNOWN } from "../src/adapters/known";
import { withTaught } from "../src/adapters/taught";
import { generic, marketplaceOf, marketsOf, rulesOf, shopsFor, stars, wordsFor } from "../src/adapters/marketplaces";

function shopAt(url: string): string | null {
  return marketplaceOf(new URL(url), KNOWN)?.name ?? null;
}

test("an address tells the marketplace, the path where a shop has no address of its own", () => {
  assert.equal(shopAt("https://sellercentral.amazon.de/abis/listing/edit?sku=A"), "amazon");
  assert.equal(shopAt("https://www.ebay.co.uk/lstng?draftId=5&mode=ReviseItem"), "ebay");
  assert.equal(shopAt("https://www.etsy.com/your/shops/me/listing-editor/edit/1"), "etsy");
  assert.equal(shopAt("https://admin.shopify.com/store/lumo/products/9"), "shopify");
  assert.equal(shopAt("https://lumo.myshopify.com/admin/products/9"), "shopify");
  assert.equal(shopAt("https://shop.example/wp-admin/post-new.php?post_type=product"), "woocommerce");
  assert.equal(shopAt("https://shop.example/blog/wp-admin/post.php?post=1"), "woocommerce");
  assert.equal(shopAt("http://127.0.0.1:8765/demo"), "demo");
});

test("other pages of a marketplace are left alone; any other form is generic", () => {
  assert.equal(shopAt("https://www.ebay.com/itm/123"), null);
  assert.equal(shopAt("https://www.etsy.com/listing/123"), null);
  assert.equal(shopAt("https://office.example/products/17"), "generic");
  assert.equal(shopAt("http://127.0.0.1:9000/dashboard/catalogue/products/1/"), "generic");
  assert.equal(shopAt("https://notsellercentral.amazon.de.example/abis/listing/edit"), "generic");
});

test("a page is given what the forms of its host need, and no more", () => {
  const names = (url: string): string[] => shopsFor(new URL(url), KNOWN).map(({ name }) => name);
  assert.deepEqual(names("https://www.ebay.com/itm/123"), ["ebay", "generic"]);
  assert.deepEqual(names("https://office.example/"), ["generic", "magento", "prestashop", "woocommerce"]);
  for (const url of ["https://www.ebay.com/lstng?draftId=5", "https://office.example/blog/wp-admin/post.php"])
    assert.equal(marketplaceOf(new URL(url), shopsFor(new URL(url), KNOWN))?.name, shopAt(url));
});

test("in a tool that fills many marketplaces the path says whose rules hold", () => {
  const ruled = (url: string): string => rulesOf(marketplaceOf(new URL(url), KNOWN)!, new URL(url).pathname);
  assert.equal(ruled("https://www.dianxiaomi.com/web/popTemu/edit?id=1"), "temu");
  assert.equal(ruled("https://www.dianxiaomi.com/web/sheinProduct/edit?id=1"), "dianxiaomi");
  assert.equal(ruled("https://www.bigseller.com/web/listing/shopee/edit/17.htm"), "shopee");
  assert.equal(ruled("https://www.etsy.com/your/shops/me/listing-editor/edit/1"), "etsy");
});

test("what other forms call a field is looked for after a form's own words, and only of fields it has", () => {
  const shop = KNOWN.find(({ name }) => name === "walmart")!;
  const [own, others] = wordsFor(shop.fields[0]!, shop, KNOWN);
  assert.ok(own!.includes("Item name") && !own!.includes("Artikelname") && others!.includes("Artikelname"));
  assert.deepEqual(wordsFor({ ...shop.fields[0]!, id: "page_title" }, shop, KNOWN)[1], []);
  assert.deepEqual(wordsFor(generic(KNOWN)!.fields[0]!, generic(KNOWN)!, KNOWN)[1], []);
});

test("a field that the seller pointed at comes after what is known, and is added where nothing is", () => {
  const shop = KNOWN.find(({ name }) => name === "etsy")!;
  const taught = { id: "title", role: "title", selectors: ["#heading"], labels: ["Heading"], limit: null, many: false } as const;
  const place = { ...taught, selectors: [...taught.selectors], labels: [...taught.labels] };
  const [title] = withTaught([shop], [place])[0]!.fields;
  assert.deepEqual(title!.selectors, [...shop.fields[0]!.selectors, "#heading"]);
  assert.deepEqual([title!.limit, title!.labels.at(-1)], [140, "Heading"]);
  assert.deepEqual(withTaught([shop], [{ ...place, id: "hook" }])[0]!.fields.at(-1)!.id, "hook");
  assert.deepEqual(withTaught([shop], []), [shop]);
});

test("markets come from the host", () => {
  const amazon = marketplaceOf(new URL("https://sellercentral.amazon.de/abis/listing/edit"), KNOWN)!;
  assert.deepEqual(marketsOf(amazon, "sellercentral.amazon.de"), ["DE"]);
  assert.deepEqual(marketsOf(amazon, "sellercentral.amazon.com"), ["US"]);
  assert.deepEqual(marketsOf(generic(KNOWN)!, "office.example"), []);
});

test("stars stand for anything, and all else for itself", () => {
  assert.deepEqual(stars("/store/*/products/*", "/store/lumo/products/9"), ["lumo", "9"]);
  assert.deepEqual(stars("/a.b", "/a.b"), []);
  assert.equal(stars("/a.b", "/aXb"), null);
  assert.equal(stars("*.ebay.com", "ebay.com"), null);
});

test("labels are compared without case, width, marks, notes and numbers", () => {
  assert.equal(plain("Item title *"), "item title");
  assert.equal(plain("Bullet Point 3"), "bullet point");
  assert.equal(plain("Weight (kg):"), "weight");
  assert.equal(plain("商品名（必須）"), "商品名");
  assert.equal(plain("Pays d’origine"), "pays d'origine");
  assert.equal(plain("ＴＩＴＬＥ"), "title");
  assert.notEqual(plain("Condition description"), plain("Description"));
});

test("a name attribute is read as words", () => {
  const named = (name: string): HTMLElement => ({ getAttribute: () => name, id: "" }) as unknown as HTMLElement;
  assert.equal(nameIn(named("item_weight-0-value")), "item weight");
  assert.equal(nameIn(named("attributes.Country of Origin")), "Country of Origin");
  assert.equal(nameIn(named("")), null);
});

test("every label of the generic form is told in one way only", () => {
  const seen = new Map<string, string>();
  for (const field of generic(KNOWN)!.fields) {
    for (const label of field.labels.map(plain)) {
      assert.equal(seen.get(label) ?? field.id, field.id, label);
      seen.set(label, field.id);
    }
  }
});

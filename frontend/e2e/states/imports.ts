/** States of the pages that import accounts. */
import { answer } from "../api";
import { expect } from "../fixtures";
import { refused, visit, type Scene, type State } from "./state";

const LONG = "a-rather-long-word-without-any-spaces-in-it".repeat(2);
const TEXT = `external_id,name,address1,city,state,zip,website,${LONG}
state-1,${LONG},1 Main St,Boston,MA,02130,https://${LONG.slice(0, 60)}.example.org,x
state-2,Lakeside,2 Main St,Boston,MA,02130,www.example.org,x
,Nobody,,,,,,x
`;

const job = (changes: object) => ({
  id: "import_1",
  fileName: `${LONG}.csv`,
  kind: "ACCOUNTS",
  state: "RUNNING",
  failure: null,
  rowsTotal: 6_166,
  rowsDone: 1_200,
  created: 1_100,
  updated: 60,
  unchanged: 39,
  refused: 1,
  problemCount: 2,
  actorName: "Grace Hopper",
  createdAt: new Date(Date.now() - 90_000).toISOString(),
  problems: [
    { row: 3, externalId: "state-2", column: "website", value: LONG, code: "REFUSED", message: "Website must start with https://." },
    { row: 4, externalId: "", column: "", value: "", code: "ROW_REFUSED", message: "The row has 3 cells instead of 8." },
    { row: 1, externalId: "", column: "colour", value: "", code: "IGNORED", message: "The column is unknown." },
    { row: 9, externalId: "state-9", column: "state", value: "mass", code: "CORRECTED", message: "State is stored as MA." },
  ],
  ...changes,
});

const completeness = (complete: number, missing: string[]) => ({
  accounts: { totalCount: 106 },
  complete: { totalCount: complete },
  viewer: { partner: { businessDetails: { missing } } },
});

const one = (changes: object, complete = 98, missing: string[] = []) => async ({ page }: Scene) => {
  await answer(page, "Import", { import: job(changes) });
  await answer(page, "Completeness", completeness(complete, missing));
  await visit(page, "/accounts/import/import_1", /^Import of /);
};

const chosen = (text: string) => async ({ page }: Scene) => {
  await visit(page, "/accounts/import", "Import accounts");
  const file = { name: `${LONG}.csv`, mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.getByLabel("CSV file").setInputFiles(file);
};

const PAGE = { hasNextPage: true, hasPreviousPage: false, endCursor: "x" };

const STATES: Omit<State, "role">[] = [
  {
    name: "import, no file chosen",
    open: async ({ page }) => {
      const nodes = ["QUEUED", "RUNNING", "COMPLETED", "FAILED"].map((state, index) => job({ id: `import_${index}`, state }));
      await answer(page, "Imports", { imports: { totalCount: 4, nodes, pageInfo: PAGE } });
      await visit(page, "/accounts/import", "Import accounts");
      await expect(page.getByRole("table", { name: /^Recent imports/ })).toBeVisible();
    },
  },
  {
    name: "import of an invalid file",
    open: async (scene) => {
      await chosen("name\nx\n")(scene);
      await refused(scene.page);
    },
  },
  {
    name: "import, preview",
    open: async (scene) => {
      await chosen(TEXT)(scene);
      await expect(scene.page.getByRole("table", { name: /^First rows/ })).toBeVisible();
    },
  },
  {
    name: "import, preview of a file without changes",
    open: async (scene) => {
      await chosen("external_id,name\n")(scene);
      await expect(scene.page.getByText("The file changes nothing")).toBeVisible();
    },
  },
  { name: "import that is waiting", open: one({ state: "QUEUED", rowsDone: 0, problems: [] }) },
  { name: "import that is running", open: one({}) },
  { name: "import that is completed", open: one({ state: "COMPLETED", rowsDone: 6_166 }) },
  {
    name: "import that is completed, partner's details missing",
    open: one({ state: "COMPLETED", rowsDone: 6_166, problems: [], problemCount: 0 }, 0, ["CITY", "WEBSITE", "CONTACT_EMAIL"]),
  },
  { name: "import that is completed, all ready", open: one({ state: "COMPLETED", kind: "LOCATIONS" }, 106) },
  { name: "import that failed", open: one({ state: "FAILED", failure: "ACCESS_ENDED" }) },
  { name: "unknown import", open: ({ page }) => visit(page, "/accounts/import/import_1", "Page not found") },
];

export const IMPORTS: State[] = STATES.map((state) => ({ ...state, role: "PARTNER_ADMIN" }));

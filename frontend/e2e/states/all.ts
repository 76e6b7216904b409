/** All states of all screens. */
import { COMPOSER } from "./composer";
import { CREDENTIALS } from "./credentials";
import { GRAPHIQL } from "./graphiql";
import { IMPORTS } from "./imports";
import { OUTSIDE } from "./outside";
import { PARTNER } from "./partner";
import { PEOPLE } from "./people";
import { PORTAL } from "./portal";
import { WEBAPP } from "./webapp";
import { WEBHOOKS } from "./webhooks";
import type { State } from "./state";

export const STATES: State[] = [
  ...OUTSIDE,
  ...WEBAPP,
  ...COMPOSER,
  ...PORTAL,
  ...PARTNER,
  ...PEOPLE,
  ...WEBHOOKS,
  ...CREDENTIALS,
  ...IMPORTS,
  ...GRAPHIQL,
];

/** The user's profile: permissions, password, two-factor authentication, and theme. */
import { Check } from "lucide";

import { ThemeChoice } from "../frame/ThemeChoice";
import type { Permission } from "../gql/composer";
import { nameOf } from "../i18n/format";
import { PERMISSION, ACCOUNT_PERMISSION, profile } from "../i18n/profile";
import { ROLE } from "../i18n/users";
import type { PageProps } from "../router";
import { useViewer } from "../session";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { OwnPassword } from "./OwnPassword";
import { SecondFactor } from "./SecondFactor";
import "./profile.css";

export function Profile(_: PageProps) {
  const { user, partner, account, permissions } = useViewer();
  const words = account ? ACCOUNT_PERMISSION : PERMISSION;
  const may = (Object.keys(words) as Permission[]).filter((permission) => permissions.includes(permission));
  return (
    <Page title={profile.title}>
      <div class="profile">
        <div class="stack">
          <section class="card" aria-labelledby="about">
            <div class="profile-head">
              <Avatar name={user.name} />
              <div>
                <h2 id="about">{user.name}</h2>
                <p class="muted">{user.email}</p>
              </div>
            </div>
            <dl class="facts">
              <dt>{profile.role}</dt>
              <dd>{ROLE[user.role]}</dd>
              {account && (
                <>
                  <dt>{profile.account}</dt>
                  <dd>{nameOf(account.name)}</dd>
                </>
              )}
              <dt>{profile.organization}</dt>
              <dd>{nameOf(partner.name)}</dd>
            </dl>
          </section>
          <section class="card" aria-labelledby="permissions">
            <h2 id="permissions">{profile.permissions}</h2>
            <ul class="permissions">
              {may.map((permission) => (
                <li key={permission}>
                  <Icon of={Check} />
                  {words[permission]}
                </li>
              ))}
            </ul>
            <p class="hint">{profile.otherRole}</p>
          </section>
        </div>
        <div class="stack">
          <OwnPassword />
          <SecondFactor />
          <section class="card" aria-labelledby="appearance">
            <h2 id="appearance">{profile.appearance}</h2>
            <ThemeChoice />
          </section>
        </div>
      </div>
    </Page>
  );
}

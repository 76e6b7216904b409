/** The user's profile: permissions, password, and two-factor authentication. */
import type { Permission } from "../gql/operations";
import { PERMISSION, ACCOUNT_PERMISSION, profile } from "../i18n/profile";
import { ROLE } from "../i18n/users";
import type { PageProps } from "../router";
import { useViewer } from "../session";
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
      <section class="card narrow" aria-labelledby="about">
        <h2 id="about">{profile.about}</h2>
        <dl class="facts">
          <dt>{profile.name}</dt>
          <dd>{user.name}</dd>
          <dt>{profile.email}</dt>
          <dd>{user.email}</dd>
          <dt>{profile.role}</dt>
          <dd>{ROLE[user.role]}</dd>
          {account && (
            <>
              <dt>{profile.account}</dt>
              <dd>{account.name}</dd>
            </>
          )}
          <dt>{profile.organization}</dt>
          <dd>{partner.name}</dd>
          <dt>{profile.permissions}</dt>
          <dd>
            <ul class="bullets">
              {may.map((permission) => (
                <li key={permission}>{words[permission]}</li>
              ))}
            </ul>
          </dd>
        </dl>
        <p class="hint">{profile.otherRole}</p>
      </section>
      <OwnPassword />
      <SecondFactor />
    </Page>
  );
}

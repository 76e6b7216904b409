/** The user's profile: permissions, password, and two-factor authentication. */
import type { Permission } from "../gql/operations";
import { MAY, MAY_IN_PRACTICE, profile } from "../i18n/profile";
import { ROLE } from "../i18n/users";
import type { PageProps } from "../router";
import { useViewer } from "../session";
import { Page } from "../ui/Page";
import { OwnPassword } from "./OwnPassword";
import { SecondFactor } from "./SecondFactor";
import "./profile.css";

export function Profile(_: PageProps) {
  const { user, partner, account, permissions } = useViewer();
  const words = account ? MAY_IN_PRACTICE : MAY;
  const may = (Object.keys(words) as Permission[]).filter((each) => permissions.includes(each));
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
              <dt>{profile.practice}</dt>
              <dd>{account.name}</dd>
            </>
          )}
          <dt>{profile.organization}</dt>
          <dd>{partner.name}</dd>
          <dt>{profile.may}</dt>
          <dd>
            <ul class="bullets">
              {may.map((each) => (
                <li key={each}>{words[each]}</li>
              ))}
            </ul>
          </dd>
        </dl>
        <p class="hint">{profile.askForMore}</p>
      </section>
      <OwnPassword />
      <SecondFactor />
    </Page>
  );
}

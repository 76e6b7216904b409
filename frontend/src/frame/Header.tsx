/** The header: product, whose data the pages show, search, and the user's menu. */
import icon from "../icon.svg";
import { nameOf } from "../i18n/format";
import { shell } from "../i18n/shell";
import { Link } from "../router";
import { useViewer } from "../session";
import { HeaderSearch } from "./HeaderSearch";
import { UserMenu } from "./UserMenu";

export function Header() {
  const { account, partner } = useViewer();
  return (
    <header class="shell-head">
      <Link class="brand" href="/">
        <img src={icon} alt="" />
        <span>{shell.product}</span>
      </Link>
      <span class="owner" title={account?.name ?? partner.name}>
        {nameOf(account?.name ?? partner.name)}
      </span>
      <HeaderSearch />
      <UserMenu />
    </header>
  );
}

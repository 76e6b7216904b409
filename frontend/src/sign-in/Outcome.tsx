/** The result of a form before sign-in, and the next step. Its heading takes the focus of the form's button. */
import { Link } from "../router";
import { Page } from "../ui/Page";

interface OutcomeProps {
  title: string;
  text: string;
  href: string;
  action: string;
}

export function Outcome({ title, text, href, action }: OutcomeProps) {
  return (
    <Page title={title}>
      <p>{text}</p>
      <Link class="button primary" href={href}>
        {action}
      </Link>
    </Page>
  );
}

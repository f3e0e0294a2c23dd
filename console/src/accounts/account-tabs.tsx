import { Link } from '@tanstack/react-router';
import { useMessages } from '../language/language.tsx';
import { accountMessages } from './account.messages.ts';
import type { Account } from './account-context.tsx';
import classes from './account-tabs.module.css';

/** The pages of one account. Settings are for those who may configure it. */
export function AccountTabs({ account }: { readonly account: Account }) {
  const words = useMessages(accountMessages);
  const base = `/accounts/${account.id}`;
  const tabs = [
    { to: base, label: words.overview, exact: true },
    { to: `${base}/followers`, label: words.followers },
    { to: `${base}/activity`, label: words.activity },
    // A removed account binds nobody any more.
    ...(account.removal ? [] : [{ to: `${base}/binding`, label: words.binding }]),
    { to: `${base}/deliveries`, label: words.deliveries },
    ...(account.viewerCan.configure ? [{ to: `${base}/settings`, label: words.settings }] : []),
  ];
  return (
    <nav aria-label={words.tabs} className={classes.tabs}>
      {tabs.map(({ to, label, exact = false }) => (
        <Link key={to} to={to as '/'} activeOptions={{ exact }} className={classes.tab}>
          {label}
        </Link>
      ))}
    </nav>
  );
}

import { NavLink } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useMessages } from '../language/language.tsx';
import { IconHistory, IconKey, IconMap2, IconMessageCircle, IconPlugConnected } from '../ui/icons.tsx';
import { useIsAdministrator } from '../viewer/viewer.tsx';
import { appMessages } from './app.messages.ts';
import { settings } from './settings.ts';

const SIZE = 18;

const active = { className: 'active', 'data-active': true };
/** Pages of accounts belong to the list of accounts, which is at the root. */
const OF_ACCOUNTS = /^\/accounts(\/|$)/;

export function Navigation({ onNavigate }: { readonly onNavigate: () => void }) {
  const words = useMessages(appMessages);
  const isAdministrator = useIsAdministrator();
  const isInAccounts = useLocation({ select: ({ pathname }) => OF_ACCOUNTS.test(pathname) });
  const link = { onClick: onNavigate, component: Link, activeProps: active };
  return (
    <>
      <NavLink
        {...link}
        to="/"
        label={words.accounts}
        leftSection={<IconMessageCircle size={SIZE} />}
        {...(isInAccounts && active)}
      />
      {isAdministrator && (
        <>
          <NavLink {...link} to="/api-keys" label={words.apiKeys} leftSection={<IconKey size={SIZE} />} />
          <NavLink {...link} to="/audit" label={words.audit} leftSection={<IconHistory size={SIZE} />} />
        </>
      )}
      <NavLink
        {...link}
        to="/connection"
        label={words.connection}
        leftSection={<IconPlugConnected size={SIZE} />}
      />
      {settings.sandbox && (
        <NavLink {...link} to="/tour" label={words.tour} leftSection={<IconMap2 size={SIZE} />} />
      )}
    </>
  );
}

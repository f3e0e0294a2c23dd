import { Button } from '@mantine/core';
import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
  type RouteComponent,
} from '@tanstack/react-router';
import { AccountPage } from '../accounts/account.page.tsx';
import { AccountsPage } from '../accounts/accounts.page.tsx';
import { useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { PageLoader } from '../ui/page-loader.tsx';
import { appMessages } from './app.messages.ts';
import { basePath } from './settings.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Broken });
const under = <Parent extends typeof root | typeof account>(
  parent: Parent,
  path: string,
  component: RouteComponent,
) => createRoute({ getParentRoute: () => parent, path, component });

/** Everything of one official account; its pages are tabs. */
const account = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$accountId',
  component: AccountPage,
});

const page = <Module extends Record<string, unknown>>(
  load: () => Promise<Module>,
  name: keyof Module & string,
) => lazyRouteComponent(load as () => Promise<Record<string, never>>, name);

const tree = root.addChildren([
  under(root, '/', AccountsPage),
  under(
    root,
    '/accounts/new',
    page(() => import('../accounts/add.page.tsx'), 'AddPage'),
  ),
  account.addChildren([
    under(
      account,
      '/',
      page(() => import('../accounts/overview.page.tsx'), 'OverviewPage'),
    ),
    under(
      account,
      '/settings',
      page(() => import('../accounts/settings.page.tsx'), 'SettingsPage'),
    ),
    under(
      account,
      '/followers',
      page(() => import('../followers/followers.page.tsx'), 'FollowersPage'),
    ),
    under(
      account,
      '/followers/$followerId',
      page(() => import('../followers/follower.page.tsx'), 'FollowerPage'),
    ),
    under(
      account,
      '/activity',
      page(() => import('../followers/activity.page.tsx'), 'ActivityPage'),
    ),
    under(
      account,
      '/deliveries',
      page(() => import('../followers/deliveries.page.tsx'), 'DeliveriesPage'),
    ),
    under(
      account,
      '/binding',
      page(() => import('../followers/binding.page.tsx'), 'BindingPage'),
    ),
  ]),
  under(
    root,
    '/message-senders/$senderId',
    page(() => import('../senders/sender.page.tsx'), 'SenderPage'),
  ),
  under(
    root,
    '/api-keys',
    page(() => import('../installation/api-keys.page.tsx'), 'ApiKeysPage'),
  ),
  under(
    root,
    '/audit',
    page(() => import('../installation/audit.page.tsx'), 'AuditPage'),
  ),
  under(
    root,
    '/connection',
    page(() => import('../installation/connection.page.tsx'), 'ConnectionPage'),
  ),
  under(
    root,
    '/tour',
    page(() => import('../tour/tour.page.tsx'), 'TourPage'),
  ),
]);

export const router = createRouter({
  routeTree: tree,
  basepath: basePath,
  defaultPendingComponent: PageLoader,
  // Scrolls to the top of a new page, and back to where the person was.
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

function NotFound() {
  const words = useMessages(appMessages);
  return (
    <Empty
      title={words.pageNotFound}
      action={
        <Button component={Link} to="/">
          {words.toAccounts}
        </Button>
      }
    >
      {words.pageNotFoundHint}
    </Empty>
  );
}

function Broken() {
  const words = useMessages(appMessages);
  return (
    <Empty title={words.broken} action={<Button onClick={() => location.reload()}>{words.reload}</Button>}>
      {words.brokenHint}
    </Empty>
  );
}

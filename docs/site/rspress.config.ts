import { join } from 'node:path';
import { defineConfig } from '@rspress/core';
import { diagrams } from './diagrams.ts';
import { isDecision, menuOf, type Part, ROOT, readPages } from './pages.ts';
import { sitePathOf } from './stage.ts';

/** `/a/b.md` as an address. */
const linkTo = (path: string): string => `/${sitePathOf(path).replace(/(^|\/)index\.md$|\.md$/, '$1')}`;

const itemOf = ({ title, path }: Part['pages'][number]) => ({ text: title, link: linkTo(path) });

/** The character of the bridge. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><text y="82" font-size="90" fill="#0a7d4f">桥</text></svg>',
)}`;

/** Everything comes from the site itself: no font, script or picture of another host. */
export default defineConfig({
  root: join(ROOT, '.data/docs/source'),
  outDir: join(ROOT, '.data/docs/site'),
  base: process.env.DOCS_BASE ?? '/',
  title: 'Qiao 桥',
  description: 'WeChat official accounts and a marketing platform, connected by GraphQL.',
  logoText: 'Qiao 桥',
  search: { codeBlocks: false },
  builderConfig: { output: { cleanDistPath: true }, performance: { printFileSize: false } },
  markdown: { remarkPlugins: [diagrams], link: { checkDeadLinks: true, checkAnchors: true } },
  globalStyles: join(import.meta.dirname, 'site.css'),
  head: [['link', { rel: 'icon', href: ICON }]],
  themeConfig: {
    nav: [{ text: 'Documentation', link: '/documentation' }],
    sidebar: {
      '/': menuOf(readPages()).map(({ title, pages }) => {
        const decisions = pages.filter(({ path }) => isDecision(path));
        return {
          text: title,
          collapsible: true,
          items: [
            ...pages.filter(({ path }) => !isDecision(path)).map(itemOf),
            ...(decisions.length > 0
              ? [{ text: 'Decisions', collapsible: true, collapsed: true, items: decisions.map(itemOf) }]
              : []),
          ],
        };
      }),
    },
  },
});

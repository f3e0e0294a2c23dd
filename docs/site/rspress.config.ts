import { join } from 'node:path';
import { defineConfig } from '@rspress/core';
import { menuOf, ROOT, readPages } from './pages.ts';
import { sitePathOf } from './stage.ts';

/** `/a/b.md` as an address. */
const linkTo = (path: string): string => `/${sitePathOf(path).replace(/(^|\/)index\.md$|\.md$/, '$1')}`;

/** Everything comes from the site itself: no font, script or picture of another host. */
export default defineConfig({
  root: join(ROOT, '.data/docs/source'),
  outDir: join(ROOT, '.data/docs/site'),
  base: process.env.DOCS_BASE ?? '/',
  title: 'Qiao 桥',
  description: 'WeChat official accounts and a marketing platform, connected by GraphQL.',
  logoText: 'Qiao 桥',
  search: { codeBlocks: true },
  builderConfig: { output: { cleanDistPath: true }, performance: { printFileSize: false } },
  markdown: { link: { checkDeadLinks: true, checkAnchors: true } },
  themeConfig: {
    nav: [{ text: 'Documentation', link: '/documentation' }],
    sidebar: {
      '/': menuOf(readPages()).map(({ title, pages }) => ({
        text: title,
        collapsible: true,
        items: pages.map((page) => ({ text: page.title, link: linkTo(page.path) })),
      })),
    },
  },
});

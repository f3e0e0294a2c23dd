import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { anchorsIn, linksIn } from '../../docs/site/markdown.ts';
import { deadLinks, LIST, menuOf, readPages } from '../../docs/site/pages.ts';
import { Stage } from '../../docs/site/stage.ts';
import { sandboxApp } from '../../src/main/sandbox-app.ts';
import { sandboxComponent } from '../../src/main/sandbox-component.ts';

/** Costs a tenth of a second: it reads the pages, and builds nothing. */
const pages = readPages();

describe('the pages of docs/', () => {
  test('lead to files and headings that exist', () => {
    expect(deadLinks(pages)).toEqual([]);
  });

  test('are all in docs/README.md, of which the menu of the site is made', () => {
    const listed = menuOf(pages).flatMap((part) => part.pages.map(({ path }) => path));
    expect([...listed, LIST].toSorted()).toEqual([...pages.keys()].toSorted());
    for (const { title } of menuOf(pages).flatMap((part) => part.pages)) expect(title).not.toBe('');
  });

  test('a link that leads nowhere would be found', () => {
    const page = (text: string) => deadLinks(new Map([['docs/glossary.md', text]]));
    expect(page('# A\n[here](#a) [there](README.md) [out](https://example.com/x)')).toEqual([]);
    expect(page('[x](nothing.md)')).toEqual(['docs/glossary.md:1 leads to nothing.md: no such file']);
    expect(page('# A\n\n[x](#b)')).toEqual(['docs/glossary.md:3 leads to #b: no such heading']);
    expect(page('```\n[x](nothing.md)\n```\nand `[x](nothing.md)`')).toEqual([]);
    expect(page('[`x`](../nothing.ts)')).toEqual(['docs/glossary.md:1 leads to ../nothing.ts: no such file']);
  });

  test('have the anchors that GitHub makes', () => {
    const text = '# A page: `code`, 中文 & more\n## Same\n## Same\n```\n# not this\n```\n### [Link](x.md) it';
    expect([...anchorsIn(text)]).toEqual(['a-page-code-中文--more', 'same', 'same-1', 'link-it']);
    expect(linksIn('[![a](b.png)](c.md)').map(({ target }) => target)).toEqual(['c.md']);
  });
});

describe('the pages of the site', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qiao-docs-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const staged = (repository: string | null) => {
    new Stage(folder, repository).write();
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.md'),
    );
    const texts = new Map(
      paths.map((path) => [join(folder, path), readFileSync(join(folder, path), 'utf8')]),
    );
    const links = [...texts].flatMap(([path, text]) => linksIn(text).map(({ target }) => ({ path, target })));
    const dead = links.filter(({ path, target }) => {
      if (/^https?:/.test(target)) return false;
      const [file = '', anchor] = target.split('#');
      const to = file === '' ? path : join(dirname(path), file);
      return !existsSync(to) || (anchor && !anchorsIn(texts.get(to) ?? '').has(decodeURI(anchor)));
    });
    return { paths, links, dead };
  };

  test('lead to each other, and to a page for each file that they name', () => {
    const { paths, dead } = staged(null);
    expect(dead).toEqual([]);
    expect(paths).toContain('files/src/kernel/sealed-ts.md');
    expect(paths).toContain('adr/index.md');
  });

  test('lead to files of the repository where that has an address', () => {
    const { paths, links, dead } = staged('https://git.example/qiao/blob/main');
    expect(dead).toEqual([]);
    expect(paths.filter((path) => path.startsWith('files/'))).toEqual([]);
    expect(links.map(({ target }) => target)).toContain(
      'https://git.example/qiao/blob/main/src/kernel/sealed.ts',
    );
  });
});

describe('docs/operations.md says what to enter', () => {
  const text = pages.get('docs/operations.md') ?? '';
  const registered = { publicUrl: 'PUBLIC_URL', wechat: {}, eloqua: {} };

  test('in Eloqua: the addresses with which the sandbox is told of Qiao', () => {
    const { action, ...app } = sandboxApp(registered as never);
    const entered = [...Object.values(app), ...Object.values(action ?? {})].filter((value) =>
      `${value}`.includes('PUBLIC_URL'),
    );
    expect(entered.length).toBe(10);
    expect(entered.filter((address) => !text.includes(`\`${address}\``))).toEqual([]);
    expect(text).toContain(`| Records per notification | ${action?.recordsPerNotification} |`);
  });

  test("in WeChat's console: likewise", () => {
    const url = 'https://qiao.example/path';
    const { authorizationEventsUrl, messagesUrl } = sandboxComponent({
      ...registered,
      publicUrl: url,
    } as never);
    for (const address of [authorizationEventsUrl, messagesUrl])
      expect(text).toContain(`\`${address.replace(url, 'PUBLIC_URL')}\``);
  });
});

import type { FastifyInstance } from 'fastify';
import { html, render, STYLE_SOURCE } from '../kernel/page.ts';
import type { Config } from './config.ts';
import { consolePath } from './console.page.ts';

const POLICY = `default-src 'none'; style-src ${STYLE_SOURCE}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** `/`: leads to the console; in the sandbox, to everything that a newcomer may look at. */
export function waysRoutes(app: FastifyInstance, config: Config): void {
  const { sandboxes } = config.console;
  if (!sandboxes) {
    app.get('/', (_request, reply) => reply.redirect(consolePath(config), 302));
    return;
  }
  const page = waysPage(waysOf(config, sandboxes));
  app.get('/', (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .headers({ 'cache-control': 'no-store', 'content-security-policy': POLICY })
      .send(page),
  );
}

type Way = readonly [title: string, address: string];

const waysOf = (config: Config, { wechat, eloqua }: NonNullable<Config['console']['sandboxes']>): Way[] => [
  ['Guided tour', `${consolePath(config)}tour`],
  ['Console', consolePath(config)],
  ...(config.graphiql ? [['GraphiQL', new URL(`${config.publicUrl}/graphql`).pathname] as const] : []),
  ['A phone with WeChat', `${wechat}/phone`],
  ['Eloqua', `${eloqua}/`],
];

const waysPage = (ways: readonly Way[]): string =>
  render({
    title: 'Qiao 桥',
    paragraphs: [
      'WeChat official accounts for Eloqua. WeChat and Eloqua are simulated here, so try whatever you like.',
      'The guided tour shows the whole way in a few minutes. The documentation begins with README.md and docs/architecture.md.',
    ],
    extra: ways.map(([title, address]) => `<p><a href="${html(address)}">${html(title)}</a></p>`).join(''),
  });

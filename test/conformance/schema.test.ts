import { readFileSync } from 'node:fs';
import graphqlRules from '@graphql-eslint/eslint-plugin';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { ESLint, type Linter } from 'eslint';
import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';

const SCHEMA = 'schema/schema.graphql';
const sdl = readFileSync(SCHEMA, 'utf8');

describe('graphql-eslint', () => {
  const rules: Linter.RulesRecord = {
    ...graphqlRules.configs['flat/schema-recommended'].rules,
    ...graphqlRules.configs['flat/schema-relay'].rules,
    '@graphql-eslint/require-description': [
      'error',
      {
        types: true,
        DirectiveDefinition: true,
        EnumValueDefinition: true,
        FieldDefinition: true,
        InputValueDefinition: true,
      },
    ],
    // Some lists have no pages from the end, because nobody reads them backwards.
    '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
    // Short lists that belong to their object have no pages, for example its requirements.
    '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
    // Payloads and other values have no identity; objects that have one implement `Node`.
    '@graphql-eslint/strict-id-in-types': 'off',
  };

  /** The rules that a schema breaks, each with the line where it does. */
  async function faults(text: string): Promise<[rule: string | null, line: string | undefined][]> {
    const eslint = new ESLint({
      overrideConfigFile: true,
      overrideConfig: {
        files: ['**/*.graphql'],
        languageOptions: {
          parser: graphqlRules.parser,
          parserOptions: { graphQLConfig: { schema: text } },
        },
        plugins: { '@graphql-eslint': graphqlRules },
        rules,
      } as Linter.Config,
    });
    const [result] = await eslint.lintText(text, { filePath: SCHEMA });
    return (result?.messages ?? []).map(({ ruleId, line }) => [ruleId, text.split('\n')[line - 1]?.trim()]);
  }

  test('finds no fault but a name that Relay keeps for lists', async () => {
    expect(await faults(sdl)).toEqual([
      // It is the connection to the marketing platform.
      ['@graphql-eslint/relay-arguments', 'connection: MarketingConnection!'],
      ['@graphql-eslint/relay-connection-types', 'type MarketingConnection {'],
      ['@graphql-eslint/relay-connection-types', 'type MarketingConnection {'],
    ]);
  });

  test('finds a field without a description, a name in another case, and a list without pages', async () => {
    const field = 'bad_name: ApiKeyConnection!';
    expect(await faults(sdl.replace(/^type Query \{$/m, `type Query {\n  ${field}`))).toEqual(
      expect.arrayContaining([
        ['@graphql-eslint/require-description', field],
        ['@graphql-eslint/naming-convention', field],
        ['@graphql-eslint/relay-arguments', field],
      ]),
    );
  });
});

describe('the released schema', () => {
  /** What clients of `before` would notice, in sentences. */
  const breaking = async (before: string, after: string) =>
    (await diff(buildSchema(before), buildSchema(after)))
      .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
      .map(({ message }) => message);

  test('is not broken; where it has to be, `npm run schema:release` accepts the new one', async () => {
    expect(await breaking(readFileSync('schema/released.graphql', 'utf8'), sdl)).toEqual([]);
  });

  test.each<[change: string, from: RegExp, to: string, message: string]>([
    [
      'removing a field',
      /\n {2}"""[^"]*"""\n {2}viewer: Viewer!$/m,
      '',
      "Field 'viewer' was removed from object type 'Query'",
    ],
    [
      'letting a field be null',
      /^ {2}viewer: Viewer!$/m,
      '  viewer: Viewer',
      "Field 'Query.viewer' changed type from 'Viewer!' to 'Viewer'",
    ],
    [
      'requiring an argument',
      /^( {4}purpose: FieldPurpose)$/m,
      '$1!',
      "Type for argument 'purpose' on field 'Query.contactFields' changed from 'FieldPurpose' to 'FieldPurpose!'",
    ],
    [
      'requiring an input field',
      /^( {2}followerData: FollowerDataPolicy)$/m,
      '$1!',
      "Input field 'RemoveOfficialAccountInput.followerData' changed type from 'FollowerDataPolicy' to 'FollowerDataPolicy!'",
    ],
    [
      'removing a value of an enum',
      /\n {2}"""[^"]*"""\n {2}REPLACE_WECHAT_ACCOUNT$/m,
      '',
      "Enum value 'REPLACE_WECHAT_ACCOUNT' was removed from enum 'AccountChange'",
    ],
  ])('would be broken by %s', async (_change, from, to, message) => {
    const changed = sdl.replace(from, to);
    expect(await breaking(sdl, changed)).toEqual([message]);
  });

  test('is not broken by a new field', async () => {
    expect(await breaking(sdl, sdl.replace(/^type Query \{$/m, 'type Query {\n  news: String'))).toEqual([]);
  });
});

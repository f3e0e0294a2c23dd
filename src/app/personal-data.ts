import type { MikroORM } from '@mikro-orm/postgresql';
import { type PersonalData, personalPropertiesOf } from '../kernel/personal.ts';
import { PERSONAL_TABLES, PLATFORM_ENTITIES, TENANT_ENTITIES } from './entities.ts';

export interface PersonalColumn extends PersonalData {
  readonly table: string;
  readonly column: string;
}

/** Every column that holds data about a person, in the order of modules. */
export function personalColumns(orm: MikroORM): PersonalColumn[] {
  const ofEntities = [...TENANT_ENTITIES, ...PLATFORM_ENTITIES].flatMap((entity) => {
    const { tableName: table, properties } = orm.getMetadata().get<object>(entity);
    return personalPropertiesOf(entity).map(({ property, data }) => {
      const [column = property] = Reflect.get(properties, property).fieldNames as string[];
      return { table, column, ...data };
    });
  });
  const ofTables = PERSONAL_TABLES.flatMap(({ table, columns }) =>
    Object.entries(columns).map(([column, data]) => ({ table, column, ...data })),
  );
  return [...ofEntities, ...ofTables];
}

const BEGIN = '<!-- Written by `npm run schema` from the marks `@Personal`. -->';
const END = '<!-- End of what is written. -->';

/** Writes the table of personal data into a text, between two comments. */
export function withPersonalData(text: string, orm: MikroORM): string {
  const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (before < 0 || after < before) throw new Error('the text has no place for the table of personal data');
  const groups = Map.groupBy(personalColumns(orm), (one) => JSON.stringify({ ...one, column: null }));
  const lines = [...groups.values()].map(([first, ...others]) => {
    const columns = [`${first?.table}.${first?.column}`, ...others.map(({ column }) => column)];
    const where = columns.map((name) => `\`${name}\``).join(', ');
    return `| ${where} | ${first?.what} | ${first?.purpose} | ${first?.retention} |`;
  });
  const head = ['| where | what | purpose | how long |', '|---|---|---|---|'];
  return `${text.slice(0, before)}${[BEGIN, '', ...head, ...lines].join('\n')}\n\n${text.slice(after)}`;
}

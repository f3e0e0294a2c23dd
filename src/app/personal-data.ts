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

/** The table of docs/privacy.md: columns with the same words share a row. */
export function personalRows(orm: MikroORM): string[][] {
  const groups = Map.groupBy(personalColumns(orm), (one) => JSON.stringify({ ...one, column: null }));
  return [...groups.values()].map(([first, ...others]) => {
    const columns = [`${first?.table}.${first?.column}`, ...others.map(({ column }) => column)];
    const where = columns.map((name) => `\`${name}\``).join(', ');
    return [where, first?.what ?? '', first?.purpose ?? '', first?.retention ?? ''];
  });
}

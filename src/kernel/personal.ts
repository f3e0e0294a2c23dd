/** What people may ask of data that is about a person. The words are for `docs/privacy.md`. */
export interface PersonalData {
  readonly what: string;
  readonly purpose: string;
  readonly retention: string;
}

/** A property of an entity that holds data about a person. */
export interface PersonalProperty {
  readonly property: string;
  readonly data: PersonalData;
}

/** A table without an entity: its columns that hold data about a person. */
export interface PersonalTable {
  readonly table: string;
  readonly columns: Readonly<Record<string, PersonalData>>;
}

/** By the prototype of the entity. */
const declared = new Map<object, PersonalProperty[]>();

/**
 * Declares a column of data about a person. `npm run schema` writes the table in `docs/privacy.md` from these marks, and a test
 * fails for each column that holds such data without a mark.
 */
export const Personal =
  (data: PersonalData) =>
  (target: object, property: string): void =>
    void declared.set(target, [...(declared.get(target) ?? []), { property, data }]);

type Entity = abstract new (...args: never[]) => object;

export const personalPropertiesOf = (entity: Entity): readonly PersonalProperty[] =>
  declared.get(entity.prototype) ?? [];

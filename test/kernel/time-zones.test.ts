import { expect, test } from 'vitest';
import { searchTimeZones, timeZones } from '../../src/kernel/time-zones.ts';

const at = (moment: string, search: string) => searchTimeZones(timeZones(new Date(moment)), search);

test('summer time counts: the table is of one moment', () => {
  expect(at('2026-01-15T12:00:00Z', 'berlin')).toEqual([
    { name: 'Europe/Berlin', offset: 60, label: '(UTC+01:00) Berlin, Central European Time' },
  ]);
  expect(at('2026-07-15T12:00:00Z', 'berlin')).toEqual([
    { name: 'Europe/Berlin', offset: 120, label: '(UTC+02:00) Berlin, Central European Time' },
  ]);
});

test('offsets west of Greenwich, and of less than an hour, are right', () => {
  expect(at('2026-01-15T12:00:00Z', 'st johns')[0]?.offset).toBe(-210);
  expect(at('2026-01-15T12:00:00Z', 'marquesas')[0]).toMatchObject({ offset: -570 });
  expect(at('2026-01-15T12:00:00Z', 'chatham')[0]).toMatchObject({ offset: 825 });
});

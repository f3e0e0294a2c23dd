import { Combobox, InputBase, Loader, Text, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useMessages } from '../language/language.tsx';
import { uiMessages } from './ui.messages.ts';

const TYPING_MS = 200;

export interface Option {
  readonly value: string;
  readonly label: string;
  /** Shown below the label. */
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
}

interface Props {
  /** Of the input, for links to it. */
  readonly id?: string;
  readonly label: string;
  readonly description?: string;
  readonly error?: ReactNode;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  /** What is chosen; null: nothing. */
  readonly value: Option | null;
  readonly onChange: (option: Option | null) => void;
  /** What is offered for `search`; called again a moment after the person stops typing. */
  readonly options: readonly Option[];
  readonly onSearch: (search: string) => void;
  readonly loading?: boolean;
  /** The person may leave it empty. */
  readonly clearable?: boolean;
}

/** Chooses one of many that the server searches. */
export function SearchSelect({ value, onChange, options, onSearch, loading, clearable, ...input }: Props) {
  const words = useMessages(uiMessages);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useState<string | null>(null);
  const [search] = useDebouncedValue(text ?? '', TYPING_MS);
  const latest = useRef(onSearch);
  latest.current = onSearch;
  useEffect(() => latest.current(search), [search]);
  const offered = options.map((option) => option.value).join('\n');
  // Enter takes the first one that was found for what the person typed, and never one of an earlier search.
  const isFound = text !== null && text === search && !loading && offered !== '';
  const { selectFirstOption, resetSelectedOption } = combobox;
  useEffect(() => {
    if (isFound && offered !== '') selectFirstOption();
    else resetSelectedOption();
  }, [isFound, offered, selectFirstOption, resetSelectedOption]);
  const choose = (chosen: string) => {
    const option = options.find((one) => one.value === chosen);
    if (option) onChange(option);
    setText(null);
    combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose}>
      <Combobox.Target withExpandedAttribute>
        <InputBase
          {...input}
          value={text ?? value?.label ?? ''}
          onChange={(event) => {
            setText(event.currentTarget.value);
            if (event.currentTarget.value === '' && clearable) onChange(null);
            combobox.openDropdown();
          }}
          onKeyDown={(event) => {
            // Not for the form around it.
            if (event.key === 'Enter' && combobox.dropdownOpened) event.preventDefault();
          }}
          onClick={() => combobox.openDropdown()}
          onFocus={(event) => {
            // What is typed replaces what is chosen.
            event.currentTarget.select();
            combobox.openDropdown();
          }}
          onBlur={() => {
            combobox.closeDropdown();
            setText(null);
          }}
          rightSection={loading ? <Loader size="xs" aria-hidden /> : <Combobox.Chevron />}
          rightSectionPointerEvents="none"
          autoComplete="off"
          role="combobox"
          aria-autocomplete="list"
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={input.label} mah={260} style={{ overflowY: 'auto' }}>
          {options.map(({ value: key, label, hint, disabled }) => (
            <Combobox.Option value={key} key={key} disabled={disabled ?? false}>
              <Text size="sm">{label}</Text>
              {hint && (
                <Text size="xs" opacity={0.85}>
                  {hint}
                </Text>
              )}
            </Combobox.Option>
          ))}
          {options.length === 0 && (
            <Combobox.Empty>{loading ? words.loading : words.nothingFound}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

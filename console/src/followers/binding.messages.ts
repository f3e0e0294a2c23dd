import { defineMessages } from '../language/language.tsx';

export const bindingMessages = defineMessages({ title: 'Binding' }, { title: '绑定' });

/** Whether the text can be an id of an account or of an open platform: `wx…`, `gh_…`. A key of the database holds no longer ones. */
export const isId = (text: string): boolean => /^[!-~]{1,100}$/.test(text);

import type { Config } from '../config.ts';
import { TrustedDocuments } from '../operations/trusted-documents.ts';
import { type Finding, fail, ok, skipped } from './finding.ts';

/** Whether the file of `TRUSTED_DOCUMENTS` can be used. */
export function trustedDocumentsFinding({
  trustedDocuments: file,
  trustedDocumentsOnly: only,
}: Pick<Config, 'trustedDocuments' | 'trustedDocumentsOnly'>): Finding {
  if (file === undefined) return skipped('TRUSTED_DOCUMENTS is not set.');
  try {
    TrustedDocuments.read(file, only);
    return ok(`${file} has documents.`);
  } catch (error) {
    return fail(`The file of TRUSTED_DOCUMENTS cannot be used: ${reasonOf(error, file)}.`, FORM);
  }
}

const FORM = 'Correct the path or the file: a JSON object of ids with documents, or a manifest of Apollo.';

function reasonOf(error: unknown, file: string): string {
  if (error instanceof SyntaxError) return `${file} is not JSON`;
  const { code } = error as { code?: string };
  if (code === 'ENOENT') return `there is no file ${file}`;
  if (code !== undefined) return `${file} cannot be read (${code})`;
  return `${file} has another form`;
}

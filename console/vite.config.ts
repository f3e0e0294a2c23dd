import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** How much JavaScript, compressed by gzip, a browser loads before the first page shows. */
const FIRST_LOAD_BYTES = 250_000;

// React has a larger build for development; people never get that one, whatever the process that builds is for.
process.env.NODE_ENV = 'production';

export default defineConfig({
  // Addresses are relative to the page's `<base>`, so that Qiao may be served below any path.
  base: './',
  plugins: [react(), compressed(), budget()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // Everything is a file: the policy of the page allows no `data:` scripts, and images are few.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});

/** Writes `.gz` and `.br` beside each asset, so that no server compresses them again. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    // Not before: until then, chunks contain places for the names of others.
    writeBundle({ dir = '' }, bundle) {
      for (const fileName of Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name))) {
        const path = join(dir, fileName);
        const content = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
        const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
      }
    },
  };
}

/** Refuses a build whose first load is too large. */
function budget(): Plugin {
  return {
    name: 'budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const first = new Set<string>();
      const add = (fileName: string) => {
        const file = bundle[fileName];
        if (file?.type !== 'chunk' || first.has(fileName)) return;
        first.add(fileName);
        file.imports.forEach(add);
      };
      for (const file of Object.values(bundle)) if (file.type === 'chunk' && file.isEntry) add(file.fileName);
      const sizes = [...first].map((fileName) => {
        const file = bundle[fileName];
        return file?.type === 'chunk' ? gzipSync(file.code).length : 0;
      });
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      this.info(`the first load is ${(bytes / 1000).toFixed(0)} of ${FIRST_LOAD_BYTES / 1000} kB (gzip)`);
      if (bytes > FIRST_LOAD_BYTES)
        this.error(`the first load is ${bytes} bytes (gzip), more than ${FIRST_LOAD_BYTES}`);
    },
  };
}

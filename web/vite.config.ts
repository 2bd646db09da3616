import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

// One file that loads nothing: scripts and styles stand in the page.
export default defineConfig({
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
  plugins: [viteSingleFile()],
  build: { target: 'es2021', reportCompressedSize: false },
  logLevel: 'warn',
});

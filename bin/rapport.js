#!/usr/bin/env node
'use strict';

// Old syntax on purpose: this file must be understood by the very versions that it turns away.
const version = process.versions.node.split('.').map(Number);

if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error('Rapport needs Node.js 20.19 or later; this is ' + process.versions.node + '.');
  process.exit(1);
}

const main = require('node:path').join(__dirname, '..', 'dist', 'apps', 'cli', 'main.js');

if (!require('node:fs').existsSync(main)) {
  console.error('Rapport is not built yet: run `npm run build` first.');
  process.exit(1);
}

require(main);

/** Every process imports this first, so that an older Node.js fails with one clear line. Keep in step with `engines` in package.json. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Qiao needs Node.js 22.18 or newer, but this is ${process.version}. On Linux, \`npm ci\` installs one, and \`npm start\` uses it. Elsewhere, install one from nodejs.org.\n`,
  );
  process.exit(1);
}

/** Imported first by every process: says in one line what an older Node would say in forty. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Qiao needs Node 22.18 or newer and this is ${process.version}. Run it by \`npm start\`, which uses the version in node_modules.\n`,
  );
  process.exit(1);
}

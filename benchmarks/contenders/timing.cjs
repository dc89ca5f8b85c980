// The clock every Node contender uses; see __init__.py.
const fs = require("fs");
const path = require("path");

const [, , template, data, folder] = process.argv;

async function measure(makeOne) {
  const records = JSON.parse(fs.readFileSync(data, "utf8"));
  fs.mkdirSync(folder, { recursive: true });
  const cpu = process.cpuUsage();
  const started = process.hrtime.bigint();
  const content = fs.readFileSync(template);
  for (let number = 0; number < records.length; number += 1) {
    const made = await makeOne(content, records[number], template);
    fs.writeFileSync(path.join(folder, `${number}.docx`), made);
  }
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const used = process.cpuUsage(cpu);
  console.log(JSON.stringify({ seconds, cpu: (used.user + used.system) / 1e6 }));
}

// Packages are installed beside the data, not beside this file.
function load(name) {
  return require(require.resolve(name, { paths: [process.env.BENCHMARK_MODULES] }));
}

module.exports = { measure, load };

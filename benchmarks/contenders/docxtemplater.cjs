// docxtemplater as its manual has it: a fresh zip and document for each record.
const { measure, load } = require("./timing.cjs");
const PizZip = load("pizzip");
const Docxtemplater = load("docxtemplater");

measure((content, record) => {
  const document = new Docxtemplater(new PizZip(content), {
    paragraphLoop: true,
    linebreaks: true,
  });
  document.render(record);
  return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
});

# Writes every catalogue file given in FILES (separated by '|') as a C++ initialiser {name, text} to OUTPUT.
# Run as: cmake -DFILES=a.yaml|b.yaml -DOUTPUT=Catalogue.inc -P Embed.cmake

string(REPLACE "|" ";" FILES "${FILES}")
set(Text "// Made by Embed.cmake from checker/model/catalogue/*.yaml.\n")
foreach(File IN LISTS FILES)
  get_filename_component(Name "${File}" NAME)
  file(READ "${File}" Content)
  string(APPEND Text "{\"${Name}\", R\"tidepool(${Content})tidepool\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "${Text}")

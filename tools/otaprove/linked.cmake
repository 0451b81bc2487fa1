# SPDX-License-Identifier: MIT
# cmake -DROOT=tree -DSOURCES=a,b,c -DOUTPUT=linked.c -P linked.cmake: names and hashes of sources, in C.
string(REPLACE "," ";" sources "${SOURCES}")
set(text "#include \"linked.h\"\nconst struct linked linked[] = {\n")
foreach(source IN LISTS sources)
    file(SHA256 "${ROOT}/${source}" hash)
    string(APPEND text "    {\"${source}\",\n     \"${hash}\"},\n")
endforeach()
string(APPEND text "};\nconst unsigned linked_count = sizeof linked / sizeof linked[0];\n")
file(WRITE "${OUTPUT}" "${text}")

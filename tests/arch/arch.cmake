staffroom_test(arch FOLDER arch LINKS core_base LABEL arch)

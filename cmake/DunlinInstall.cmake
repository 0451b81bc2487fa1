# SPDX-License-Identifier: MIT
# `cmake --install build/<preset> --prefix P`: the sources that an application compiles, and the package
# file that adds them. Nothing has to be built before.
include_guard(GLOBAL)
include(CMakePackageConfigHelpers)

set(DUNLIN_SOURCES share/dunlin)
install(DIRECTORY arch boards bootloader chips cmake compat hal kernel libs services third_party
        DESTINATION ${DUNLIN_SOURCES} OPTIONAL)
install(DIRECTORY tools/sign/development DESTINATION ${DUNLIN_SOURCES}/tools/sign OPTIONAL)
install(FILES CMakeLists.txt LICENSE README.md manifest.yml DESTINATION ${DUNLIN_SOURCES} OPTIONAL)
install(PROGRAMS tools/fetch-third-party DESTINATION ${DUNLIN_SOURCES}/tools OPTIONAL)

configure_package_config_file(cmake/DunlinConfig.cmake.in DunlinConfig.cmake
    INSTALL_DESTINATION lib/cmake/Dunlin PATH_VARS DUNLIN_SOURCES)
write_basic_package_version_file(DunlinConfigVersion.cmake
    VERSION ${PROJECT_VERSION} COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/DunlinConfig.cmake" "${CMAKE_CURRENT_BINARY_DIR}/DunlinConfigVersion.cmake"
        DESTINATION lib/cmake/Dunlin)

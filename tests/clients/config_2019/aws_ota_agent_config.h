/* SPDX-License-Identifier: MIT */
/* What an application of 2019 has in its folder of configuration: all the names of that time, and
 * the one option that gives the states their values of that time. */
#ifndef AWS_OTA_AGENT_CONFIG_H
#define AWS_OTA_AGENT_CONFIG_H

#define otaconfigSTATES_2019 1

#define otaconfigSTACK_SIZE                  1500U
#define otaconfigAGENT_PRIORITY              (tskIDLE_PRIORITY + 1U)
#define otaconfigLOG2_FILE_BLOCK_SIZE        10UL
#define otaconfigSELF_TEST_RESPONSE_WAIT_MS  16000U
#define otaconfigFILE_REQUEST_WAIT_MS        2500U
#define otaconfigMAX_THINGNAME_LEN           64U
#define otaconfigMAX_NUM_REQUEST_MOMENTUM    32U
#define otaconfigOTA_UPDATE_STATUS_FREQUENCY 64U
#define otaconfigMAX_NUM_BLOCKS_REQUEST      4U
#define otaconfigMAX_NUM_OTA_DATA_BUFFERS    5U

#endif

# SPDX-License-Identifier: MIT
"""Options that operations have, of those where one that is misspelled would do harm in silence: a roll-out without the abort
that was meant. An operation that is not here takes any option."""
import difflib

PAGES = "maxResults nextToken"
ROLL_OUT = "targetSelection description presignedUrlConfig jobExecutionsRolloutConfig abortConfig timeoutConfig"

OPERATIONS = {operation: names.split() for operation, names in {
    "CreateOTAUpdate": "otaUpdateId description targets protocols targetSelection awsJobExecutionsRolloutConfig"
                       " awsJobPresignedUrlConfig awsJobAbortConfig awsJobTimeoutConfig files roleArn additionalParameters tags",
    "GetOTAUpdate": "otaUpdateId",
    "ListOTAUpdates": f"{PAGES} otaUpdateStatus",
    "DeleteOTAUpdate": "otaUpdateId deleteStream forceDeleteAWSJob",
    "CreateStream": "streamId description files roleArn tags",
    "DescribeStream": "streamId",
    "UpdateStream": "streamId description files roleArn",
    "DeleteStream": "streamId",
    "ListStreams": f"{PAGES} ascendingOrder",
    "CreateJob": f"jobId targets documentSource document tags namespaceId jobTemplateArn jobExecutionsRetryConfig {ROLL_OUT}"
                 " documentParameters schedulingConfig destinationPackageVersions",
    "UpdateJob": f"jobId namespaceId jobExecutionsRetryConfig {ROLL_OUT}",
    "CancelJob": "jobId reasonCode comment force",
    "DeleteJob": "jobId force namespaceId",
    "CancelJobExecution": "jobId thingName force expectedVersion statusDetails",
    "DeleteJobExecution": "jobId thingName executionNumber force namespaceId",
    "ImportCertificate": "certificate privateKey",
    "PutSigningProfile": "profileName signingMaterial signatureValidityPeriod platformId overrides signingParameters tags",
    "GetSigningProfile": "profileName profileOwner",
    "CancelSigningProfile": "profileName",
    "ListSigningProfiles": f"{PAGES} includeCanceled platformId statuses",
    "GetSigningPlatform": "platformId",
    "ListSigningPlatforms": f"{PAGES} category partner target",
    "StartSigningJob": "source destination profileName clientRequestToken profileOwner",
    "DescribeSigningJob": "jobId",
    "ListSigningJobs": f"{PAGES} status platformId requestedBy isRevoked signatureExpiresBefore signatureExpiresAfter jobInvoker",
}.items()}


def whole_names(operation, parameters):
    """(parameters, those that the operation does not have): one whose name only begins an option's is that option, as with
    AWS's command line (`--platform`)."""
    known = OPERATIONS.get(operation)
    if known is None:
        return parameters, []
    whole, unknown = {}, []
    for name, value in parameters.items():
        begun = [option for option in known if option.startswith(name)]
        if name in known or len(begun) == 1:
            whole[name if name in known else begun[0]] = value
        else:
            unknown.append(name)
    return whole, unknown


def like(operation, name):
    """What may have been meant, or None."""
    return next(iter(difflib.get_close_matches(name, OPERATIONS[operation], 1)), None)

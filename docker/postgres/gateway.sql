-- The gateway's own user: owner of its database, nothing more. The official image runs this once, on an empty volume.
\set password `cat /run/secrets/gateway-password`
CREATE ROLE gateway LOGIN PASSWORD :'password';
ALTER DATABASE gateway OWNER TO gateway;
